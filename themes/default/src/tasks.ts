// The boxes of a task list only show a state. Screen readers name each by the text of its line.

export function taskNames(): void {
  document.querySelectorAll<HTMLInputElement>('.prose li.task input[type="checkbox"]').forEach(box => {
    const line = box.closest('li')?.textContent?.trim();
    if (line) box.setAttribute('aria-label', line.slice(0, 120));
  });
}
