/* Stands before Pagefind's worker, which takes a file that did not come for one that holds nothing, and waits for ever for its
   program. Once a file is lost it gives no more answers but that: whoever asked is told, and begins anew. */
{
  let lost;
  const ask = self.fetch.bind(self);
  const tell = self.postMessage.bind(self);
  const waiting = new Set();
  // Compressed, or as a server has unpacked it; a page that stands for all others, as in a hotel, is neither.
  const sound = (url, bytes) => url.endsWith(".json") || (bytes[0] === 0x1f && bytes[1] === 0x8b) || new TextDecoder().decode(bytes.slice(0, 12)) === "pagefind_dcd";
  self.fetch = async (...wanted) => {
    try {
      const answer = await ask(...wanted);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (!answer.ok || !sound(new URL(answer.url).pathname, bytes)) throw new Error(`${answer.url}: ${answer.status}`);
      return new Response(bytes, answer);
    } catch (error) {
      lost = error;
      for (const id of waiting) tell({ id, error: lost.message });
      waiting.clear();
      throw error;
    }
  };
  self.addEventListener("message", ({ data }) => {
    if (data.method === "destroy") lost = undefined;
    waiting.add(data.id);
  });
  self.postMessage = (answer) => {
    if (waiting.delete(answer.id)) tell(lost ? { id: answer.id, error: lost.message } : answer);
  };
}
