#include "paste.h"

#include "keys.h"
#include "sequences.h"
#include <stdlib.h>
#include <string.h>

// The most characters that one paste may hold; the rest of a larger one is dropped, with the bell.
#define CC_MAXIMUM_PASTE (8 * 1024 * 1024)

size_t cc_clean(wchar_t *text, size_t length) {
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        wchar_t c = text[i];
        // libedit has the terminal swap CR and LF, so a pasted CR LF may come as LF CR; either is one line end.
        if (c == L'\r' || c == L'\n') {
            if (i + 1 < length && text[i + 1] != c && (text[i + 1] == L'\r' || text[i + 1] == L'\n')) i++;
            c = L'\n';
        }
        if ((c < 0x20 && c != L'\n' && c != L'\t') || c == 0x7f || (c >= 0x80 && c < 0xa0)) continue;
        text[kept++] = c;
    }
    text[kept] = 0;
    return kept;
}

unsigned char cc_paste(EditLine *editline, int key) {
    static const wchar_t end[] = L"\033[201~";
    const size_t endLength = 6;
    struct cc_editor *editor = cc_editor_of(editline);
    size_t length = 0, capacity = 4096;
    wchar_t *text = malloc(capacity * sizeof *text);
    wchar_t character;
    int isInterrupted = 0, isCut = 0;
    if (text == NULL) return CC_ERROR;
    editor->is_pasting = 1;
    while (el_wgetc(editline, &character) == 1) {
        if (length + 1 >= capacity && capacity < CC_MAXIMUM_PASTE) {
            wchar_t *larger = realloc(text, capacity * 2 * sizeof *text);
            if (larger == NULL) break;
            text = larger;
            capacity *= 2;
        }
        if (length + 1 >= capacity) {
            // Full: keep the last few places turning over, so that the end is still seen.
            memmove(text + length - endLength, text + length - endLength + 1, (endLength - 1) * sizeof *text);
            length--;
            isCut = 1;
        }
        text[length++] = character;
        if (character == CC_INTERRUPTED) {
            // The end of the paste never came.
            length--;
            isInterrupted = 1;
            break;
        }
        if (length >= endLength && wmemcmp(text + length - endLength, end, endLength) == 0) {
            length -= endLength;
            break;
        }
    }
    editor->is_pasting = 0;
    int result = cc_clean(text, length) == 0 ? 0 : el_winsertstr(editline, text);
    free(text);
    if (isInterrupted) return cc_cancel(editline, key);
    return result == -1 ? CC_ERROR : isCut ? CC_REFRESH_BEEP : CC_REFRESH;
}
