import htmx from "htmx.org/dist/htmx.esm.js";

import "./js/drop.js";
import "./js/figure-card.js";
import "./js/form.js";
import "./js/print.js";
import "./js/search.js";
import "./js/swap.js";
import "./js/table.js";
import "./js/theme.js";
import "./js/toast.js";
import "./js/tree.js";

window.htmx = htmx;
