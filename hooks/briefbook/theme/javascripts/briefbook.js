{% include "scripts/cards.js" %}
{% include "scripts/copy.js" %}
{% include "scripts/scrollers.js" %}
{% include "scripts/search.js" %}
