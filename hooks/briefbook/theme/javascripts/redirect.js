/* Leads on to a page's new address with the part after the # kept, which the refresh of the page itself cannot do. */
location.replace(document.querySelector("link[rel=canonical]").dataset.target + location.search + location.hash);
