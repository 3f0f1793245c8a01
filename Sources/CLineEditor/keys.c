#include "keys.h"

#include "sequences.h"
#include "text.h"
#include <stdlib.h>
#include <wctype.h>

// Has libedit run the function that is bound to a code.
static unsigned char cc_follow_with(EditLine *editline, enum cc_code code) {
    const wchar_t keys[] = {(wchar_t)code, 0};
    el_wpush(editline, keys);
    return CC_NORM;
}

unsigned char cc_cancel(EditLine *editline, int key) {
    struct cc_editor *editor = cc_editor_of(editline);
    const LineInfoW *line = el_wline(editline);
    (void)key;
    editor->ending = line->lastchar == line->buffer ? CC_CANCELLED_EMPTY : CC_CANCELLED;
    return CC_EOF;
}

unsigned char cc_leave(EditLine *editline, int key) {
    struct cc_editor *editor = cc_editor_of(editline);
    const LineInfoW *line = el_wline(editline);
    (void)key;
    if (line->lastchar == line->buffer) {
        editor->ending = CC_END_OF_INPUT;
            return CC_EOF;
    }
    if (line->cursor == line->lastchar) return CC_ERROR;
    return cc_act(editor, CC_DELETE_AFTER);
}

unsigned char cc_newline(EditLine *editline, int key) {
    (void)key;
    return el_winsertstr(editline, L"\n") == -1 ? CC_ERROR : CC_REFRESH;
}

static const wchar_t *cc_find_quotes(const wchar_t *start, const wchar_t *end) {
    for (; start + 3 <= end; start++)
        if (start[0] == L'"' && start[1] == L'"' && start[2] == L'"') return start;
    return NULL;
}

unsigned char cc_enter(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    size_t backslashes = 0;
    if (cc_find_quotes(line->buffer, line->lastchar) == line->buffer && line->lastchar - line->buffer >= 3
        && cc_find_quotes(line->buffer + 3, line->lastchar) == NULL)
        return cc_newline(editline, key);
    while (backslashes < (size_t)(line->lastchar - line->buffer) && line->lastchar[-1 - (ptrdiff_t)backslashes] == L'\\')
        backslashes++;
    if (backslashes % 2 == 0) return cc_follow_with(editline, CC_SEND);
    cc_go_to_end(editline);
    el_deletestr(editline, 1);
    cc_editor_of(editline)->goes_on = 1;
    return cc_newline(editline, key);
}

unsigned char cc_enter_command(EditLine *editline, int key) {
    unsigned char result = cc_enter(editline, key);
    const LineInfoW *line = el_wline(editline);
    if (result == CC_REFRESH) el_wpush(editline, line->cursor == line->lastchar ? L"A" : L"i");
    return result;
}

unsigned char cc_back_to_space(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    const wchar_t *start = line->cursor;
    (void)key;
    while (start > line->buffer && iswspace((wint_t)start[-1])) start--;
    while (start > line->buffer && !iswspace((wint_t)start[-1])) start--;
    el_cursor(editline, (int)(start - line->cursor));
    return CC_CURSOR;
}

// A letter, a digit, or a mark on one.
static int cc_is_letter(wchar_t c) { return iswalnum((wint_t)c) || (c >= 0xa0 && wcwidth(c) == 0); }

unsigned char cc_word_left(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    const wchar_t *start = line->cursor;
    (void)key;
    while (start > line->buffer && !cc_is_letter(start[-1])) start--;
    while (start > line->buffer && cc_is_letter(start[-1])) start--;
    el_cursor(editline, (int)(start - line->cursor));
    return CC_CURSOR;
}

unsigned char cc_word_right(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    const wchar_t *end = line->cursor;
    (void)key;
    while (end < line->lastchar && !cc_is_letter(*end)) end++;
    while (end < line->lastchar && cc_is_letter(*end)) end++;
    el_cursor(editline, (int)(end - line->cursor));
    return CC_CURSOR;
}

// Deletions kill what a move passes, so that Ctrl-Y brings it back.
static unsigned char cc_kill_along(EditLine *editline, enum cc_code move) {
    const wchar_t keys[] = {CC_SET_MARK, (wchar_t)move, CC_KILL_TO_MARK, 0};
    el_wpush(editline, keys);
    return CC_NORM;
}

unsigned char cc_delete_to_space(EditLine *editline, int key) {
    (void)key;
    return cc_kill_along(editline, CC_BACK_TO_SPACE);
}

unsigned char cc_delete_word_left(EditLine *editline, int key) {
    (void)key;
    return cc_kill_along(editline, CC_WORD_LEFT);
}

unsigned char cc_delete_word_right(EditLine *editline, int key) {
    (void)key;
    return cc_kill_along(editline, CC_WORD_RIGHT);
}

unsigned char cc_up(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    (void)key;
    for (const wchar_t *c = line->buffer; c < line->cursor; c++)
        if (*c == L'\n') return cc_follow_with(editline, CC_ROW_UP);
    return cc_act(cc_editor_of(editline), CC_OLDER_LINE);
}

unsigned char cc_down(EditLine *editline, int key) {
    const LineInfoW *line = el_wline(editline);
    (void)key;
    for (const wchar_t *c = line->cursor; c < line->lastchar; c++)
        if (*c == L'\n') return cc_follow_with(editline, CC_ROW_DOWN);
    return cc_act(cc_editor_of(editline), CC_NEWER_LINE);
}
