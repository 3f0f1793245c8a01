import Foundation

/// The package as it stands in the folder that this file was built from.
struct SourceTree {
    /// One source file.
    struct File {
        var path: String
        var text: String

        /// The lines, without the last line end.
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }

        /// The modules that it imports, however it does.
        var imports: Set<String> {
            let pattern =
                /^\s*(?:@\w+(?:\([^)]*\))? +)*(?:public |package |internal |private )?import (?:struct |enum |class |func )?(\w+)/
            return Set(lines.compactMap { $0.firstMatch(of: pattern).map { String($0.1) } })
        }
    }

    /// A target of the manifest.
    struct Target {
        var name: String
        var isTest: Bool
        var isLibraryOfC: Bool
        /// The modules that it may import.
        var dependencies: Set<String>
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The Swift files below a folder, in order.
    static func files(in folder: String) throws -> [File] {
        let url = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: url.path)?.allObjects.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }.sorted().map { name in
            File(path: "\(folder)/\(name)", text: try String(contentsOf: url.appending(path: name), encoding: .utf8))
        }
    }

    /// A page of the package, whole.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The targets as `Package.swift` lists them.
    static func targets() throws -> [Target] {
        let manifest = try text("Package.swift")
        let starts = manifest.matches(
            of: /\n        \.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "(\w+)"/)
        return starts.indices.map { index in
            let match = starts[index]
            let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : manifest.endIndex
            let declaration = manifest[match.range.upperBound..<end]
            let list = declaration.firstMatch(of: /dependencies: \[((?:[^\[\]]|\[[^\]]*\])*)\]/)?.1 ?? ""
            let products = list.matches(of: /\.product\(\s*name: "(\w+)"/).map { String($0.1) }
            let own = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"(\w+)"/).map { String($0.1) }
            return Target(
                name: String(match.2), isTest: match.1 == "testTarget", isLibraryOfC: match.1 == "systemLibrary",
                dependencies: Set(products + own))
        }
    }
}
