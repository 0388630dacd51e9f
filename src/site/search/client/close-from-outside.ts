/// <reference lib="dom" />

/** Closes a dialog by a click beside it. One that begins in it, as selecting text does, is none; nor is one on the dialog's own edge. */
export function closeFromOutside(dialog: HTMLDialogElement): void {
  let hasBegun = false;
  const isOutside = ({ target, clientX, clientY }: MouseEvent): boolean => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  };
  dialog.addEventListener('pointerdown', (event) => {
    hasBegun = isOutside(event);
  });
  dialog.addEventListener('click', (event) => {
    if (hasBegun && isOutside(event)) dialog.close();
  });
}
