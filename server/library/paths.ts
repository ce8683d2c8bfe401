/** Where the index lives: in the settings' home folder, never beside the pictures (they may be read-only). */
import { join } from 'node:path';

export interface IndexPaths {
  database: string;
  thumbnails: string;
}

export const indexPaths = (home: string): IndexPaths => ({
  database: join(home, 'library', 'library.db'),
  thumbnails: join(home, 'library', 'thumbnails'),
});
