/** A new node of a type that is made of nothing else; undefined for those that are made from other nodes. */
export function createEmpty(type: string, figma: PluginAPI): SceneNode | undefined {
  switch (type) {
    case 'FRAME':
      return figma.createFrame();
    case 'TEXT':
      return figma.createText();
    case 'RECTANGLE':
      return figma.createRectangle();
    case 'ELLIPSE':
      return figma.createEllipse();
    case 'LINE':
      return figma.createLine();
    case 'POLYGON':
      return figma.createPolygon();
    case 'STAR':
      return figma.createStar();
    case 'VECTOR':
      return figma.createVector();
    case 'COMPONENT':
      return figma.createComponent();
    case 'SECTION':
      return figma.createSection();
    case 'SLICE':
      return figma.createSlice();
    default:
      return undefined;
  }
}
