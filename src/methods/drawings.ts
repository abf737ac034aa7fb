/** A picture that can stand in for what is hidden. */
export interface Drawing {
  /** The character that chooses it too. */
  readonly emoji: string;
  /** CSS hex colour of all around it: its edge is the shape's, so it fits box and ellipse. */
  readonly background: string;
  /** What is drawn, in an SVG view box of 100 × 100 whose outer tenth stays empty. */
  readonly svg: string;
}

const stroke = (colour: string, width: number) =>
  `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;

/** Guise's own drawings, by name. */
export const drawings = {
  smile: {
    emoji: '🙂',
    background: '#ffcc4d',
    svg:
      '<g fill="#5b3a16"><ellipse cx="34" cy="40" rx="6" ry="8.5"/><ellipse cx="66" cy="40" rx="6" ry="8.5"/></g>' +
      `<path d="M27 61 Q50 86 73 61" ${stroke('#5b3a16', 6)}/>`,
  },
  cool: {
    emoji: '😎',
    background: '#ffcc4d',
    svg:
      '<path d="M14 33 Q50 28 86 33 L85 39 Q83 57 68 57 Q56 57 53 42 Q50 39 47 42 Q44 57 32 57 Q17 57 15 39 Z" fill="#263238"/>' +
      '<path d="M22 38 L33 37 L25 50 Q22 46 22 38 Z M59 38 L70 37 L62 50 Q59 46 59 38 Z" fill="#607d8b"/>' +
      `<path d="M34 72 Q52 82 67 69" ${stroke('#5b3a16', 5.5)}/>`,
  },
  neutral: {
    emoji: '😶',
    background: '#d7dde3',
    svg: '<g fill="#4a5763"><ellipse cx="34" cy="46" rx="6" ry="8"/><ellipse cx="66" cy="46" rx="6" ry="8"/></g>',
  },
  cat: {
    emoji: '🐱',
    background: '#f2a65a',
    svg:
      '<path d="M14 48 L17 12 Q29 14 38 25 Q50 21 62 25 Q71 14 83 12 L86 48 Q88 84 50 84 Q12 84 14 48 Z" fill="#ffd9a8"/>' +
      '<path d="M21 32 L22 19 Q28 21 33 27 Z M79 32 L78 19 Q72 21 67 27 Z" fill="#e98f74"/>' +
      '<g fill="#3d2c20"><ellipse cx="35" cy="48" rx="4.5" ry="6.5"/><ellipse cx="65" cy="48" rx="4.5" ry="6.5"/></g>' +
      '<path d="M45 58 H55 Q56 61 50 64 Q44 61 45 58 Z" fill="#c75b4a"/>' +
      `<path d="M50 64 Q49 72 41 71 M50 64 Q51 72 59 71" ${stroke('#3d2c20', 2.6)}/>` +
      `<path d="M30 62 L13 59 M30 67 L14 70 M70 62 L87 59 M70 67 L86 70" ${stroke('#8a5a34', 2)}/>`,
  },
  robot: {
    emoji: '🤖',
    background: '#5f7285',
    svg:
      `<path d="M50 26 V15" ${stroke('#cfd8e0', 4)}/><circle cx="50" cy="13" r="5" fill="#ff7961"/>` +
      '<rect x="11" y="45" width="9" height="20" rx="4" fill="#9fb0bf"/><rect x="80" y="45" width="9" height="20" rx="4" fill="#9fb0bf"/>' +
      '<rect x="18" y="26" width="64" height="58" rx="13" fill="#cfd8e0"/>' +
      '<rect x="26" y="37" width="48" height="22" rx="11" fill="#33424f"/>' +
      '<circle cx="38" cy="48" r="6" fill="#6fe3f2"/><circle cx="62" cy="48" r="6" fill="#6fe3f2"/>' +
      `<path d="M35 71 H65 M42.5 67 V75 M50 67 V75 M57.5 67 V75" ${stroke('#7d8f9f', 3)}/>`,
  },
  mask: {
    emoji: '🎭',
    background: '#6a4c93',
    svg:
      '<path d="M10 36 Q30 24 50 36 Q70 24 90 36 Q93 68 69 72 Q57 74 50 61 Q43 74 31 72 Q7 68 10 36 Z" fill="#f4d35e"/>' +
      '<path d="M20 50 Q31 38 43 52 Q32 62 20 50 Z M80 50 Q69 38 57 52 Q68 62 80 50 Z" fill="#3b2a57"/>' +
      '<path d="M50 30 L54 40 L50 50 L46 40 Z" fill="#ee6c5d"/><circle cx="19" cy="38" r="3" fill="#ee6c5d"/><circle cx="81" cy="38" r="3" fill="#ee6c5d"/>',
  },
  star: {
    emoji: '⭐',
    background: '#35507a',
    svg: `<path d="M50 14 L61 38 L87 41 L68 59 L73 85 L50 72 L27 85 L32 59 L13 41 L39 38 Z" fill="#ffd54f" stroke="#ffd54f" stroke-width="5" stroke-linejoin="round"/>`,
  },
  lock: {
    emoji: '🔒',
    background: '#455a64',
    svg:
      `<path d="M34 46 V33 A16 16 0 0 1 66 33 V46" ${stroke('#b0bec5', 8)}/>` +
      '<rect x="23" y="44" width="54" height="42" rx="8" fill="#ffca4f"/>' +
      '<circle cx="50" cy="61" r="6" fill="#5d4515"/><rect x="47" y="62" width="6" height="14" rx="3" fill="#5d4515"/>',
  },
} as const satisfies Record<string, Drawing>;

/** A whole SVG document of a drawing, without its background. */
export function svgOf(drawing: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${drawing.svg}</svg>`;
}
