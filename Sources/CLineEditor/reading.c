#include "reading.h"

#include "bindings.h"
#include "sequences.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CC_LONGEST_SEQUENCE 32
// How long, in milliseconds, the rest of a sequence may take. In vi, Esc alone is a key that should not lag; elsewhere
// it begins a sequence or an Alt combination.
#define CC_VI_PATIENCE 50
#define CC_PATIENCE 500

enum cc_wait { CC_GONE = -1, CC_NOTHING = 0, CC_BYTE = 1 };

// Whether libedit has rung the bell since the last time.
static int cc_has_rung(struct cc_editor *editor) {
    fflush(editor->drawing);
    int rung = memchr(editor->drawn, '\a', editor->drawn_length) != NULL;
    rewind(editor->drawing);
    return rung;
}

// Sees to what has happened besides keys.
static void cc_see_to(struct cc_editor *editor, const char *signals, size_t count) {
    if (memchr(signals, 'c', count) != NULL) cc_act(editor, CC_GO_ON);
    if (!editor->is_pasting) cc_act(editor, CC_FOLLOW_WINDOW);
}

// Waits for a byte, so many milliseconds or, if -1, for ever; the line is shown once nothing more has come.
static enum cc_wait cc_next_byte(struct cc_editor *editor, int patience, unsigned char *byte) {
    int is_shown = editor->is_pasting || patience >= 0;
    while (editor->byte_start == editor->byte_end) {
        struct pollfd sources[2] = {{STDIN_FILENO, POLLIN, 0}, {editor->wake[0], POLLIN, 0}};
        int ready = poll(sources, 2, is_shown ? patience : 0);
        if (ready == 0 && is_shown) return CC_NOTHING;
        if (ready < 0 && errno != EINTR && errno != EAGAIN) return CC_GONE;
        if (ready == 0) {
            is_shown = 1;
            cc_act(editor, CC_SHOW_LINE);
        } else if (ready > 0 && sources[1].revents != 0) {
            char signals[64];
            ssize_t count = read(editor->wake[0], signals, sizeof signals);
            if (count > 0) cc_see_to(editor, signals, (size_t)count);
            is_shown = editor->is_pasting || patience >= 0;
        }
        if (ready <= 0 || sources[0].revents == 0) continue;
        ssize_t count = read(STDIN_FILENO, editor->bytes, editor->is_pasting ? sizeof editor->bytes : 1);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) return CC_GONE;
        editor->byte_start = 0;
        editor->byte_end = (size_t)count;
    }
    *byte = editor->bytes[editor->byte_start++];
    return CC_BYTE;
}

// Reads on to a whole character; one that is malformed is dropped, with 0 for an answer.
static enum cc_wait cc_character(struct cc_editor *editor, unsigned char first, wchar_t *character) {
    int more = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 && first < 0xf0 ? 2
        : first >= 0xc2 && first < 0xe0 ? 1 : -1;
    static const wchar_t least[] = {0, 0x80, 0x800, 0x10000};
    wchar_t value = more == 0 ? first : first & (0x3f >> more);
    if (more < 0) return CC_NOTHING;
    for (int i = 0; i < more; i++) {
        unsigned char byte;
        if (cc_next_byte(editor, -1, &byte) != CC_BYTE) return CC_GONE;
        if ((byte & 0xc0) != 0x80) {
            editor->byte_start--;
            return CC_NOTHING;
        }
        value = value << 6 | (byte & 0x3f);
    }
    // C1 control characters are codes of keys here.
    if (value < least[more] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000) || (value >= 0x80 && value < 0xa0))
        return CC_NOTHING;
    *character = value;
    return CC_BYTE;
}

static int cc_is_whole(const char *bytes, size_t length) {
    size_t start = length > 1 && bytes[1] == '\033' ? 1 : 0;
    const char *rest = bytes + start + 1;
    size_t count = length - start - 1;
    if (count == 0) return 0;
    if (rest[0] == 'O') return count == 2;
    if (rest[0] != '[') return 1;
    // The Linux console's function keys are Esc [ [ and a letter.
    if (count > 1 && rest[1] == '[') return count == 3;
    return count > 1 && rest[count - 1] >= 0x40 && rest[count - 1] <= 0x7e;
}

// Reads what follows Esc and queues the key that it is: a code for a sequence of ours, else the bytes as they are. A
// sequence that nobody knows is dropped, lest its tail be inserted.
static void cc_queue_sequence(struct cc_editor *editor) {
    char bytes[CC_LONGEST_SEQUENCE + 1] = "\033";
    size_t length = 1;
    int whole = 0;
    unsigned char byte;
    while (!whole && length < CC_LONGEST_SEQUENCE
           && cc_next_byte(editor, editor->is_vi ? CC_VI_PATIENCE : CC_PATIENCE, &byte) == CC_BYTE) {
        if (byte >= 0x80) {
            editor->byte_start--;
            break;
        }
        bytes[length++] = (char)byte;
        bytes[length] = 0;
        whole = cc_is_whole(bytes, length);
    }
    int place = whole ? cc_sequence_of(bytes) : -1;
    editor->key_start = editor->key_end = 0;
    if (place >= 0 && !(editor->users_sequences >> place & 1)
        && !(editor->is_vi && cc_is_letter_after_escape(bytes))) {
        editor->keys[editor->key_end++] = (wchar_t)cc_sequences[place].code;
        return;
    }
    if (whole && length > 2 && place < 0 && !cc_is_bound(editor, bytes)) return;
    for (size_t i = 0; i < length; i++) editor->keys[editor->key_end++] = bytes[i];
}

// Whether nothing has come after the byte that was read last: a Ctrl-C in the midst of a paste is pressed then, and is not
// part of what is pasted.
static int cc_is_last(struct cc_editor *editor) {
    struct pollfd keys = {STDIN_FILENO, POLLIN, 0};
    return editor->byte_start == editor->byte_end && poll(&keys, 1, 0) == 0;
}

int cc_read_key(EditLine *editline, wchar_t *key) {
    struct cc_editor *editor = cc_editor_of(editline);
    for (;;) {
        unsigned char byte;
        if (editor->key_start < editor->key_end) {
            *key = editor->keys[editor->key_start++];
            return 1;
        }
        editor->rings |= cc_has_rung(editor);
        if (cc_next_byte(editor, -1, &byte) != CC_BYTE) return 0;
        if (byte == 0x03 && editor->is_pasting && cc_is_last(editor)) {
            *key = CC_INTERRUPTED;
            return 1;
        }
        if (byte == 0x1b && !editor->is_pasting) {
            cc_queue_sequence(editor);
            continue;
        }
        enum cc_wait read = cc_character(editor, byte, key);
        if (read == CC_GONE) return 0;
        if (read == CC_BYTE) return 1;
    }
}
