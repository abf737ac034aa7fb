const pictureName = /\.(jpe?g|jpe|jfif|png|webp|avif|tiff?|gif|hei[cf]|bmp|ppm|jp2|jxl)$/i;

/** Whether a name ends like a picture's. Only for guesses about layouts: contents decide. */
export function isPictureName(name: string): boolean {
  return pictureName.test(name);
}

/** A picture's extension with its dot; empty where the name does not end like a picture's. */
export function pictureExtension(path: string): string {
  return pictureName.exec(path)?.[0] ?? '';
}

/**
 * The path without its picture extension. Other endings belong to the name: in `John.Smith`
 * nothing is an extension, and all of it is replaced when names are.
 */
export function pictureStem(path: string): string {
  return path.slice(0, path.length - pictureExtension(path).length);
}
