declare module 'heic-decode' {
  interface DecodedPicture {
    width: number;
    height: number;
    /** RGBA. */
    data: Uint8ClampedArray;
  }
  interface PictureHandle {
    width: number;
    height: number;
    decode(): Promise<DecodedPicture>;
  }
  interface DecodeHeic {
    (input: { buffer: Uint8Array }): Promise<DecodedPicture>;
    all(input: { buffer: Uint8Array }): Promise<PictureHandle[] & { dispose(): void }>;
  }
  const decode: DecodeHeic;
  export default decode;
}
