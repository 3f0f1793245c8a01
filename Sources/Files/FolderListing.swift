import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What is in a folder, and what fits a pattern.
package enum FolderListing {
    /// The names in a folder in order, without `.` and `..`.
    ///
    /// - Throws: ``FileError``.
    package static func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder.isEmpty ? "." : folder) else {
            throw FileError(path: folder, Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileError(path: folder, Errno(rawValue: errno)) }
        return names.sorted()
    }

    /// Whether a path has what shells take for a pattern.
    package static func isPattern(_ path: String) -> Bool {
        path.utf8.contains { [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "[")].contains($0) }
    }

    /// The paths that fit a pattern, in order, as a shell finds them.
    package static func paths(fitting pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }.sorted()
    }
}
