import type { SyntaxTree } from "@coco/syntax";
import type { Piece } from "./piece.ts";
import { referenceTreePiece } from "./reference-tree.ts";
export function codePiece(tree: SyntaxTree): Piece {
  return referenceTreePiece(tree);
}
