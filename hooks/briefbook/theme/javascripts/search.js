/* Search, on its page and in a dialog: names from their own small files, texts from Pagefind, facets when they are opened. */
import { distance, find, nearest, slips, withoutArticle, words } from "./name_index.js";

const root = new URL("../", import.meta.url);

{% include "finder/elements.js" %}
{% include "finder/asked.js" %}
{% include "finder/texts.js" %}
{% include "finder/state.js" %}
{% include "finder/facets.js" %}
{% include "finder/shown.js" %}
{% include "finder/meant.js" %}
{% include "finder/phrases.js" %}
{% include "finder/answer.js" %}
{% include "finder/search.js" %}
{% include "finder/dialog.js" %}
