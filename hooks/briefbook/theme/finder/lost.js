/* Stands before Pagefind's worker, which takes a file that did not come for one that holds nothing. Once a file is lost it
   gives no more answers but that: whoever asked is told, and begins anew. */
{
  let lost;
  const ask = self.fetch.bind(self);
  const tell = self.postMessage.bind(self);
  self.fetch = async (...wanted) => {
    try {
      const answer = await ask(...wanted);
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return new Response(await answer.arrayBuffer(), answer);
    } catch (error) {
      lost = error;
      throw error;
    }
  };
  self.addEventListener("message", ({ data }) => { if (data.method === "destroy") lost = undefined; });
  self.postMessage = (answer) => tell(lost ? { id: answer.id, error: lost.message } : answer);
}
