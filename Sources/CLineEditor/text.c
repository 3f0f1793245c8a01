#include "text.h"

#include "paste.h"
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

char *cc_text(struct cc_editor *editor, int *cursor) {
    const LineInfoW *line = el_wline(editor->editline);
    size_t length = (size_t)(line->lastchar - line->buffer), used = 0;
    char *text = malloc(length * MB_CUR_MAX + MB_CUR_MAX + 1);
    mbstate_t state;
    if (text == NULL) return NULL;
    memset(&state, 0, sizeof state);
    for (size_t i = 0; i < length; i++) {
        size_t count = wcrtomb(text + used, line->buffer[i], &state);
        if (count != (size_t)-1) used += count;
    }
    text[used] = 0;
    if (cursor != NULL) *cursor = (int)(line->cursor - line->buffer);
    return text;
}

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
    int result = cc_clean(wide, wcslen(wide), L' ') == 0 ? 0 : el_winsertstr(editor->editline, wide);
    free(wide);
    return result != -1;
}

int cc_replace_all(struct cc_editor *editor, const char *text) {
    wchar_t *wide = cc_wide(text);
    if (wide == NULL) return 0;
    cc_go_to_end(editor->editline);
    const LineInfoW *line = el_wline(editor->editline);
    if (line->lastchar > line->buffer) el_deletestr(editor->editline, (int)(line->lastchar - line->buffer));
    int result = cc_clean(wide, wcslen(wide), L'\t') == 0 ? 0 : el_winsertstr(editor->editline, wide);
    free(wide);
    return result != -1;
}
