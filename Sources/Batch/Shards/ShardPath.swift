import Files
import SystemPackage

/// The names of the files of shards: `OUT.3-of-8.jsonl`, `OUT.3-of-8.attempt-1.jsonl` and `OUT.shards.json`.
package enum ShardPath {
    private static let ending = ".jsonl"

    /// The file of one shard for what the user named; what all shards may write to, such as a pipe, stays what it is.
    package static func file(_ path: String, of shard: Shard) -> String {
        isStream(path) ? path : "\(stem(path)).\(shard.index)-of-\(shard.count)\(ending)"
    }

    /// The file of another attempt at a shard while the first still holds its own.
    static func attempt(_ number: Int, at path: String) -> String {
        isStream(path) ? path : "\(stem(path)).attempt-\(number)\(ending)"
    }

    /// Whether the path names a pipe, a device, or a descriptor, which may be of a file but has no name beside others.
    private static func isStream(_ path: String) -> Bool {
        let descriptors = ["/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/"]
        return descriptors.contains { path.hasPrefix($0) } || BatchRun.isStream(path)
    }

    /// Where it stands how many shards there are, and of what.
    package static func manifest(_ output: String) -> String { "\(stem(output)).shards.json" }

    /// The attempts at a shard that have left a file, in order.
    ///
    /// - Throws: ``FileError``; a folder that is not there has none.
    static func attempts(at path: String) throws(FileError) -> [Int] {
        let stem = stem(path)
        let slash = stem.lastIndex(of: "/")
        let folder = slash.map { $0 == stem.startIndex ? "/" : String(stem[..<$0]) } ?? "."
        let opening = (slash.map { String(stem[stem.index(after: $0)...]) } ?? stem) + ".attempt-"
        let names: [String]
        do throws(FileError) { names = try FolderListing.names(in: folder) } catch {
            if error.cause == .system(.noSuchFileOrDirectory) { return [] }
            throw error
        }
        return names.compactMap { name in
            guard name.hasPrefix(opening), name.hasSuffix(ending) else { return nil }
            let digits = name.dropFirst(opening.count).dropLast(ending.count)
            guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
            return number
        }
        .sorted()
    }

    private static func stem(_ path: String) -> String {
        path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    }
}
