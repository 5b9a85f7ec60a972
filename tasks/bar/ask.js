// Preview only: how a page of the preview asks it something. The token is in the page, where no other origin reads it.
const TOKEN = document.querySelector("script[data-token]").dataset.token;

// What the preview answers, a value; null when it can't be reached or refuses.
export async function asked(path, options = {}) {
  try {
    const headers = { "X-Nabij-Token": TOKEN, ...options.headers };
    const answer = await fetch(path, { cache: "no-store", ...options, headers });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// A file of the bar itself, as text.
export async function part(name) {
  return (await fetch(new URL(name, import.meta.url))).text();
}
