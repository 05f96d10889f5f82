const wait = (time) => new Promise((done) => { setTimeout(done, time); });

const element = (tag, options = {}, ...children) => {
  const made = document.createElement(tag);
  const { data, ...properties } = options;
  Object.assign(made, properties);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
};

const button = (text, does, options = {}) => {
  const made = element("button", { type: "button", textContent: text, ...options });
  made.addEventListener("click", does);
  return made;
};

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
