import CLineEditor
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Wakes the wait for a key when the window's size changes or the process goes on after a stop, so that the line is drawn
/// anew at once.
enum TerminalWatch {
    /// Where the handlers write; a handler may touch no more than a lock-free value.
    private static let descriptor = Atomic<Int32>(-1)

    /// Has each of these signals write a byte to a pipe.
    static func wake(_ pipe: Int32) {
        descriptor.store(pipe, ordering: .relaxed)
        cc_watch(SIGWINCH) { _ in TerminalWatch.send(UInt8(ascii: "w")) }
        cc_watch(SIGCONT) { _ in TerminalWatch.send(UInt8(ascii: "c")) }
    }

    /// Ends it for a pipe that is about to be closed.
    static func stop(_ pipe: Int32) {
        _ = descriptor.compareExchange(expected: pipe, desired: -1, ordering: .relaxed)
    }

    private static func send(_ byte: UInt8) {
        let former = errno
        var byte = byte
        _ = write(TerminalWatch.descriptor.load(ordering: .relaxed), &byte, 1)
        errno = former
    }

    /// Whether the terminal is one that breaks the rows on the screen anew when the window becomes narrower or wider.
    ///
    /// There is no way to ask; these name themselves in the environment, over ssh in `TERM` alone.
    static var breaksRowsAnew: Bool {
        let names = [
            "TMUX", "VTE_VERSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "ALACRITTY_WINDOW_ID", "KONSOLE_VERSION",
            "WT_SESSION", "ITERM_SESSION_ID", "GHOSTTY_RESOURCES_DIR",
        ]
        let types = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "tmux", "vte", "konsole"]
        let programs = ["Apple_Terminal", "iTerm.app", "WezTerm", "ghostty", "vscode", "rio"]
        let value = { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
        guard getenv("STY") == nil, getenv("XTERM_VERSION") == nil || getenv("TMUX") != nil else { return false }
        return names.contains { getenv($0) != nil } || types.contains { value("TERM").hasPrefix($0) }
            || programs.contains(value("TERM_PROGRAM"))
    }
}
