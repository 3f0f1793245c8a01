import CLineEditor
import ChildProcesses
import Files
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Has a text edited in `$VISUAL`, `$EDITOR`, vi or nano.
final class ExternalEditor: Sendable {
    /// A text larger than this is not taken back.
    private static let limit = 8 << 20

    /// The file that is being edited.
    private let draft = Mutex<String?>(nil)

    /// The edited text without its final line end; `nil` where the program failed or is missing.
    ///
    /// It waits for the program, which has the terminal in its usual mode meanwhile.
    func edit(_ text: String, at terminal: UnsafeMutablePointer<cc_editor>) -> String? {
        guard let path = Self.makeDraft(text) else { return nil }
        draft.withLock { $0 = path }
        defer { removeDraft() }
        let isDone = ChildEnvironment.withPointers { cc_run_at_terminal(terminal, Self.command, path, $0) != 0 }
        return isDone ? Self.read(path) : nil
    }

    /// Removes the file where the process ends while it is edited.
    func removeDraft() {
        let path = draft.withLock { draft -> String? in
            defer { draft = nil }
            return draft
        }
        if let path { unlink(path) }
    }

    /// For a shell, so that words in the variables are words: `code -w`.
    private static var command: String {
        for name in ["VISUAL", "EDITOR"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) + " \"$1\"" }
        }
        return "if command -v vi >/dev/null 2>&1; then vi \"$1\"; else nano \"$1\"; fi"
    }

    /// A file that only its owner can read.
    private static func makeDraft(_ text: String) -> String? {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let suffix = ".md"
        var path = Array((folder.isEmpty ? "/tmp" : folder).utf8CString.dropLast())
        path += "/cloudcompute-XXXXXX\(suffix)".utf8CString
        let descriptor = mkstemps(&path, Int32(suffix.utf8.count))
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let name = path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        let bytes = Array((text + "\n").utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if let name { unlink(name) }
                return nil
            }
            done += count
        }
        return name
    }

    private static func read(_ path: String) -> String? {
        // The editor may have left anything there; a pipe would be waited for.
        guard let status = try? FileStatus.of(path), status.kind == .regular,
            let bytes = try? WholeFile.read(path, limit: limit)
        else { return nil }
        return text(bytes)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var scalars = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isLineFeed = scalar == "\n"
            if isLineFeed, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = scalar == "\r"
            if isAfterReturn {
                scalars.append("\n")
            } else if isLineFeed || scalar == "\t" || scalar.properties.generalCategory != .control {
                scalars.append(scalar)
            }
        }
        if scalars.last == "\n" { scalars.removeLast() }
        return String(scalars)
    }
}
