import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Puts the user's home folder in place of a leading `~`, as shells do: `$HOME`, or the one that the system knows.
package enum HomeDirectory {
    /// The path with `~` and `~/…` replaced; every other path, `~name` too, and each where there is no home folder, as it
    /// is.
    package static func expand(_ path: String) -> String {
        guard path.utf8.elementsEqual("~".utf8) || path.utf8.starts(with: "~/".utf8) else { return path }
        let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
        guard let folder = home.isEmpty ? ofAccount : home else { return path }
        return folder + String(path.unicodeScalars.dropFirst())
    }

    /// The home folder that the system knows for this account; `nil` where it knows none.
    package static var ofAccount: String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        let path = buffer.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress, getpwuid_r(getuid(), &entry, start, buffer.count, &found) == 0,
                found != nil, let folder = entry.pw_dir
            else { return nil }
            return String(cString: folder)
        }
        return path.flatMap { $0.isEmpty ? nil : $0 }
    }
}
