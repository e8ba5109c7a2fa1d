// The boxes of a task list show a state and cannot be pressed; each is named by its line.

export function taskNames(): void {
  document.querySelectorAll<HTMLInputElement>('.prose li.task input[type="checkbox"]').forEach(box => {
    const line = box.closest('li')?.textContent?.trim();
    if (line) box.setAttribute('aria-label', line.slice(0, 120));
  });
}
