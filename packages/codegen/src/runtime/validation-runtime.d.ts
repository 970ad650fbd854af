export declare function codePoints(text: string): number;
export declare function sameValue(left: unknown, right: unknown): boolean;
export declare const formats: Readonly<Record<string, (text: string) => boolean>>;
