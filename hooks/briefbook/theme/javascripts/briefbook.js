{% include "scripts/cards.js" %}
{% include "scripts/copy.js" %}
