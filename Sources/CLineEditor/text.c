#include "text.h"

#include "paste.h"
#include "sequences.h"
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void cc_go_to_end(EditLine *editline) {
    const LineInfoW *line = el_wline(editline);
    el_cursor(editline, (int)(line->lastchar - line->cursor));
}

static wchar_t *cc_wide(const char *text) {
    size_t length = strlen(text) + 1;
    wchar_t *wide = malloc(length * sizeof *wide);
    if (wide != NULL && mbstowcs(wide, text, length) == (size_t)-1) wide[0] = 0;
    return wide;
}

int cc_replace_before(struct cc_editor *editor, int count, const char *text) {
    wchar_t *wide = cc_wide(text);
    if (wide == NULL) return 0;
    if (count > 0) el_deletestr(editor->editline, count);
    int result = cc_clean(wide, wcslen(wide)) == 0 ? 0 : el_winsertstr(editor->editline, wide);
    free(wide);
    return result != -1;
}

int cc_replace_all(struct cc_editor *editor, const char *text, int cursor) {
    wchar_t *wide = cc_wide(text);
    if (wide == NULL) return 0;
    // This is libedit's own record of the line. Its functions that delete would put the former text in place of what
    // vi's p and Ctrl-Y bring back.
    LineInfoW *line = (LineInfoW *)el_wline(editor->editline);
    line->cursor = line->lastchar = line->buffer;
    int result = cc_clean(wide, wcslen(wide)) == 0 ? 0 : el_winsertstr(editor->editline, wide);
    free(wide);
    if (result == -1) return 0;
    el_cursor(editor->editline, cursor - (int)(line->cursor - line->buffer));
    return 1;
}

int cc_width(wchar_t character) { return wcwidth(character); }

void cc_move(struct cc_editor *editor, int count) { el_cursor(editor->editline, count); }

void cc_delete(struct cc_editor *editor, int count) {
    if (count > 0) el_cursor(editor->editline, count);
    if (count != 0) el_deletestr(editor->editline, count < 0 ? -count : count);
}

void cc_leave_to_libedit(struct cc_editor *editor, enum cc_action action) {
    switch (action) {
    case CC_CHARACTER_LEFT: return cc_push_key(editor, CC_PLAIN_LEFT);
    case CC_CHARACTER_RIGHT: return cc_push_key(editor, CC_PLAIN_RIGHT);
    case CC_DELETE_BEFORE: return cc_push_key(editor, CC_PLAIN_DELETE_BEFORE);
    default: return cc_push_key(editor, CC_PLAIN_DELETE_AFTER);
    }
}
