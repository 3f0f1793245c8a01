#include "layout.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct cc_place {
    int row, column;
};

static void cc_pass(struct cc_place *place, wchar_t character, int columns) {
    int width = wcwidth(character);
    if (character == L'\n') {
        place->row++;
        place->column = 0;
        return;
    }
    if (character == L'\t') {
        do cc_pass(place, L' ', columns);
        while (place->column % 8 != 0);
        return;
    }
    // What cannot be printed is drawn as ^X or \U+XXXX.
    if (width < 0) width = character < 0x20 || character == 0x7f ? 2 : character > 0xffff ? 8 : 7;
    if (place->column + width > columns) {
        place->row++;
        place->column = 0;
    }
    place->column += width;
    if (place->column >= columns) {
        place->row++;
        place->column = 0;
    }
}

// The row of a position in the line, counted from the prompt's. What \001 encloses in the prompt takes no room.
static int cc_row_of(struct cc_editor *editor, const wchar_t *position, int columns) {
    struct cc_place place = {0, 0};
    int literal = 0;
    wchar_t character;
    mbstate_t state;
    const char *prompt = editor->prompt;
    memset(&state, 0, sizeof state);
    if (columns < 1) return 0;
    for (size_t left = strlen(prompt), length; left > 0; prompt += length, left -= length) {
        length = mbrtowc(&character, prompt, left, &state);
        if (length == 0 || length > left) break;
        if (character == L'\001') literal = !literal;
        else if (!literal) cc_pass(&place, character, columns);
    }
    for (const wchar_t *c = el_wline(editor->editline)->buffer; c < position; c++) cc_pass(&place, *c, columns);
    return place.row;
}

int cc_cursor_row(struct cc_editor *editor, int columns, int rows) {
    const LineInfoW *line = el_wline(editor->editline);
    int row = cc_row_of(editor, line->cursor, columns);
    int hidden = cc_row_of(editor, line->lastchar, columns) - (rows - 1);
    if (hidden > 0) row -= hidden;
    return row < 0 ? 0 : row;
}

void cc_clear_drawing(struct cc_editor *editor, int row) {
    char up[32] = "";
    if (row > 0) snprintf(up, sizeof up, "\033[%dA", row);
    cc_write(editor, "\r");
    cc_write(editor, up);
    cc_write(editor, "\033[J");
}

void cc_go_below(struct cc_editor *editor) {
    const LineInfoW *line = el_wline(editor->editline);
    int rows = cc_row_of(editor, line->lastchar, editor->columns) - cc_row_of(editor, line->cursor, editor->columns);
    for (int row = 0; row <= rows && row < editor->rows; row++) cc_write(editor, "\n");
}

void cc_draw(struct cc_editor *editor) { el_set(editor->editline, EL_REFRESH); }

static int cc_window_size(struct cc_editor *editor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
    if (size.ws_col == editor->columns && size.ws_row == editor->rows) return 0;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 1;
}

void cc_learn_size(struct cc_editor *editor) {
    cc_window_size(editor, &editor->columns, &editor->rows);
    el_resize(editor->editline);
}

void cc_follow_window(struct cc_editor *editor) {
    int columns, rows;
    if (!cc_window_size(editor, &columns, &rows)) return;
    int drawn = cc_cursor_row(editor, editor->columns, editor->rows);
    int broken = cc_cursor_row(editor, columns, rows);
    cc_clear_drawing(editor, drawn < broken ? drawn : broken);
    cc_learn_size(editor);
    cc_draw(editor);
}

int cc_width(const char *text) {
    int width = 0;
    wchar_t character;
    mbstate_t state;
    memset(&state, 0, sizeof state);
    for (size_t left = strlen(text), length; left > 0; text += length, left -= length) {
        length = mbrtowc(&character, text, left, &state);
        if (length == 0 || length > left) break;
        int own = wcwidth(character);
        if (own > 0) width += own;
    }
    return width;
}
