package import Files

/// The folder of the templates that the user has saved: a file `NAME.md` for each.
package struct TemplateFolder: Sendable {
    private static let ending = ".md"
    private static let longestName = 64

    /// The folder's path.
    package let path: String

    /// Names the folder; it need not be there.
    package init(path: String) {
        self.path = path
    }

    /// Whether a template may be saved under a name: letters, digits, `-`, `_` and `.`, beginning with a letter or digit.
    package static func isName(_ name: String) -> Bool {
        guard let first = name.first, first.isLetter || first.isNumber, name.count <= longestName else { return false }
        return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }
    }

    /// The file of a template that is saved under a name, or is to be.
    package func file(of name: String) -> String { "\(path)/\(name)\(Self.ending)" }

    /// A name as a user writes it, with or without the ending of the file.
    package static func name(_ given: String) -> String {
        given.count > ending.count && given.hasSuffix(ending) ? String(given.dropLast(ending.count)) : given
    }

    /// The file that a user means: a saved template where one has the name, else the file at this path, else the saved
    /// template whose file has the name.
    package func file(meant given: String) -> String {
        guard Self.isName(given) else { return given }
        if FileStatus.exists(file(of: given)) { return file(of: given) }
        let saved = file(of: Self.name(given))
        return !FileStatus.exists(given) && FileStatus.exists(saved) ? saved : given
    }

    /// The names of the saved templates, in order; none where the folder is not there.
    ///
    /// - Throws: ``FileError``.
    package func names() throws(FileError) -> [String] {
        guard try FileStatus.of(path) != nil else { return [] }
        return try FolderListing.names(in: path).compactMap { name in
            guard name.hasSuffix(Self.ending) else { return nil }
            let stem = String(name.dropLast(Self.ending.count))
            return Self.isName(stem) ? stem : nil
        }
    }
}
