// Preview only: how a page of the preview asks it something. The token is in the page, where no other origin reads it.
const TOKEN = document.querySelector("script[data-token]").dataset.token;

// What the preview answers, a value; null when it can't be reached or refuses.
export async function asked(path) {
  try {
    const answer = await fetch(path, { cache: "no-store", headers: { "X-Nabij-Token": TOKEN } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Ask for something to be done; "" once it is begun, or why it is not.
export async function sent(path, body) {
  try {
    const headers = { "X-Nabij-Token": TOKEN, "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.ok ? "" : await answer.text();
  } catch {
    return "Het voorbeeld draait niet meer. Start het opnieuw.";
  }
}

// A file of the bar itself, as text.
export async function part(name) {
  return (await fetch(new URL(name, import.meta.url))).text();
}
