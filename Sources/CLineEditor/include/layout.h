// Where the prompt and the line stand on the screen, as libedit lays them out; it does not tell.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_LAYOUT_H
#define CLOUDCOMPUTE_CLINEEDITOR_LAYOUT_H

#include "editor.h"

// The cursor's row on the screen; a line that is higher than the screen has scrolled.
int cc_cursor_row(struct cc_editor *editor, int columns, int rows);

// Goes to the prompt's row and clears from there, for a drawing from the start.
void cc_clear_drawing(struct cc_editor *editor, int row);

// Goes below the line's last row.
void cc_go_below(struct cc_editor *editor);

// Draws the prompt and the line where the cursor is, as if nothing had been drawn.
void cc_draw(struct cc_editor *editor);

// Takes over the window's size without a drawing.
void cc_learn_size(struct cc_editor *editor);

// Draws the line anew where the window has another size. Some terminals break drawn rows anew and some do not, so it
// begins at the lower of the two rows where the prompt may be now: a leftover is better than a reply rubbed out.
void cc_follow_window(struct cc_editor *editor);

// The columns that a text takes.
int cc_width(const char *text);

#endif
