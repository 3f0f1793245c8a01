// Which key does what.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_BINDINGS_H
#define CLOUDCOMPUTE_CLINEEDITOR_BINDINGS_H

#include "editor.h"

// Whether libedit knows a sequence.
int cc_is_bound(struct cc_editor *editor, const char *sequence);

// Reads the user's own file and binds our keys. The file comes first, since `bind -v` in it wipes what was bound; what
// it binds itself is kept, which shows by how libedit's words on a key differ from those before.
void cc_bind_all(struct cc_editor *editor, const char *file);

#endif
