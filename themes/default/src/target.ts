// The element that the address of this page names.

/** The target of the address; null if there is none, or the fragment is no address of ours: #100%. */
export function addressed(): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}
