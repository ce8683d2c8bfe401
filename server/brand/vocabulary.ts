/**
 * The words brand files are recognised by, in the languages teams write them in. What stands in other words is not
 * guessed at: the brief then names the file to read.
 */

/** Whole words of alphabets, and parts of Chinese and Japanese text, which has no gaps. */
function anyOf(words: string, characters?: string): RegExp {
  const spaced = `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
  return new RegExp(characters === undefined ? spaced : `${spaced}|${characters}`, 'iu');
}

export const says = {
  avoid: anyOf(
    "never|avoid|do not|don['’]t|not used|retired|old(?! (?:gold|rose|lace|silver|copper|brass|ivory|linen|burgundy|mauve|moss|olive|oak)\\b)|nicht|nie(?:mals)?|vermeide\\p{L}*|verboten\\p{L}*|keine?|tabu|jamais|évite\\p{L}*|interdit\\p{L}*|ne pas|nunca|evit\\p{L}*|prohibid\\p{L}*|no usar|NG",
    '禁止|使わない|使用しない|避け|不可|不使用',
  ),
  type: anyOf(
    'type|typography|typefaces?|fonts?|lettering|schrift\\p{L}*|typogra\\p{L}*|polices?|fuentes?|tipogra\\p{L}*|caratteri',
    'フォント|書体|字体|字型|タイポグラフィ',
  ),
  typeRole: anyOf(
    '(?:sub)?head\\p{L}*|titles?|display|body|texts?|copy|labels?|captions?|buttons?|cta|quotes?|accents?|numbers?|prices?|primary|secondary|sub|small|legal|ui|font|typeface|' +
      'überschrift\\p{L}*|titel\\p{L}*|flie(?:ß|ss)text\\p{L}*|haupttext|zahlen|zitate?|titres?|corps|textes?|títulos?|titulares|cuerpo|textos?|titoli|testo',
    '見出し|本文|タイトル|キャッチ|标题|標題|正文|內文',
  ),
  colourWord: anyOf(
    'colou?rs?|palette|swatch|token|farb\\p{L}*|ton|töne|couleurs?|colores?|color[ei]',
    '色|カラー|颜色|顏色',
  ),
  name: anyOf('names?|bezeichnung|noms?|nombres?|nomi?', '名'),
  use: anyOf(
    'roles?|uses?|used|usage|where|for|purpose|notes?|verwendung|einsatz|zweck|wo|utilisation|emploi|usos?|dónde|style|level',
    '用途|使い|使用',
  ),
  price: anyOf(
    'price|rrp|msrp|cost|prices|costs|preise?|uvp|prix|tarif|precios?|prezz[oi]|pre[çc]os?|pris|cena',
    '価格|値段|定価|价格|價格|售价',
  ),
  /** Amounts that are no price: savings, shipping, deposits. */
  notPrice: anyOf(
    'saves?|savings?|off|discounts?|shipping|delivery|fees?|deposit|vouchers?|rabatt\\p{L}*|sparen|gespart|versand\\p{L}*|pfand|gutschein\\p{L}*|remise|livraison|envío|descuento|sconto|spedizione',
    '送料|割引|运费|折扣',
  ),
  forbidden: anyOf(
    "not allowed|forbidden|prohibited|never|do not|don['’]t|avoid|cannot|can['’]t|no-go|nicht|niemals|verboten\\p{L}*|tabu|interdit\\p{L}*|jamais|à éviter|prohibid\\p{L}*|nunca|vietat\\p{L}*|NG",
    '禁止|不可|言わない',
  ),
  claims: anyOf(
    'claims?|say|promises?|aussagen?|versprechen|allégations?|promesses?|afirmaciones|promesas',
    '訴求|表現|宣称|宣傳',
  ),
  allowed: anyOf(
    'allowed|approved|permitted|erlaubt\\p{L}*|autorisé\\p{L}*|permitid\\p{L}*|ammess\\p{L}*',
    '許可|可能|允许',
  ),
  benefits: anyOf(
    'benefits?|why|reasons?|vorteile?|nutzen|warum|avantages?|bénéfices?|pourquoi|ventajas?|beneficios?|vantaggi',
    '特徴|特長|メリット|ベネフィット|特点|优点|優點',
  ),
  shots: anyOf(
    'shots?|photo\\p{L}*|imagery|visuals?|fotos?|aufnahmen?|bilder|prises de vue|imágenes',
    '撮影|写真|照片|拍摄',
  ),
  voiceDont: anyOf(
    "do not|don['’]?ts?|avoid|never|not like this|words we (?:don['’]t|never)|banned|off[- ]voice|nicht|niemals|vermeiden|tabu|à éviter|jamais|evitar|nunca|no decir|NG",
    '禁止|避け|言わない|不要|避免',
  ),
  voiceDo: anyOf(
    'dos?|always|we are|principles|we say|on[- ]voice|immer|wir sind|wir sagen|grundsätze|toujours|siempre|somos',
    '心がけ|必ず|我们|原则|原則',
  ),
  voiceSample: anyOf(
    'samples?|examples?|lines?|headlines?|sounds like|beispiele?|zeilen|exemples?|ejemplos?|esempi',
    '例|サンプル|示例',
  ),
} as const;
