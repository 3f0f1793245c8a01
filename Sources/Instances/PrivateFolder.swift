import Foundation
import Synchronization

/// A folder for one socket that no other account can reach, removed at the latest when the process exits.
final class PrivateFolder: Sendable {
    /// Where the socket is to be.
    let socketPath: String
    private let path: String

    private static let all = Mutex<[String: String]>([:])
    private static let removesAllAtExit: Void = {
        _ = atexit { PrivateFolder.removeAll() }
    }()

    /// Makes the folder where this account's temporary files are.
    ///
    /// - Throws: ``TunnelError``.
    convenience init() throws(TunnelError) {
        let variables = ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { (name: String) -> String? in
            getenv(name).map { String(cString: $0) }
        }
        try self.init(in: variables + ["/tmp"])
    }

    /// Makes the folder in the first of these places that fits.
    ///
    /// - Throws: ``TunnelError``.
    init(in places: [String]) throws(TunnelError) {
        for place in places where Self.isFit(place) {
            var name = Array("\(place)/cloudcompute-XXXXXX".utf8CString)
            guard let made = name.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
                continue
            }
            path = String(cString: made)
            socketPath = path + "/s"
            _ = Self.removesAllAtExit
            let (path, socketPath) = (path, socketPath)
            Self.all.withLock { $0[path] = socketPath }
            return
        }
        throw .noPrivateFolder
    }

    deinit { remove() }

    /// Removes the folder and the socket in it.
    func remove() {
        guard Self.all.withLock({ $0.removeValue(forKey: path) }) != nil else { return }
        Self.remove(path, socketPath)
    }

    private static func removeAll() {
        let all = all.withLock { all in
            defer { all = [:] }
            return all
        }
        for (path, socketPath) in all { remove(path, socketPath) }
    }

    private static func remove(_ path: String, _ socketPath: String) {
        unlink(socketPath)
        rmdir(path)
    }

    /// Whether a socket in a new folder there has a path that the system and ssh take, and that stays this account's.
    ///
    /// ssh expands `%` and `$` in paths and ends them at `:`.
    static func isFit(_ place: String) -> Bool {
        let signs = Array("/._-+@,=".utf8)
        let isPlain = place.utf8.allSatisfy { byte in
            signs.contains(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        }
        let length = "\(place)/cloudcompute-XXXXXX/s".utf8.count
        // The path ends with a zero byte there.
        let limit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
        return place.utf8.first == UInt8(ascii: "/") && isPlain && length <= limit && isSafe(place)
    }

    /// Whether no other account can put another folder in the place of one made there: each folder above belongs to
    /// this account or to the system, and none lets others rename what is not theirs.
    private static func isSafe(_ place: String) -> Bool {
        guard let resolved = realpath(place, nil) else { return false }
        defer { free(resolved) }
        var folder = String(cString: resolved)
        while true {
            var status = stat()
            guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
            // In a user namespace the system's own folders show as those of an account that does not exist there.
            let isTrusted = [0, geteuid(), 65_534].contains(status.st_uid)
            let isSticky = status.st_mode & S_ISVTX != 0
            guard isTrusted, isSticky || status.st_mode & (S_IWGRP | S_IWOTH) == 0 else { return false }
            if folder == "/" { return true }
            folder = NSString(string: folder).deletingLastPathComponent
        }
    }
}
