import SystemPackage

/// Whether other accounts may have written a file that is to be believed, or may read the secret in it.
///
/// Only regular files are judged: a pipe, as `<(…)` makes one, belongs to whoever started the program.
package struct FileTrust: Sendable, Hashable {
    /// Why a file is not believed.
    package enum Danger: Sendable, Hashable {
        case foreignOwner(UInt32)
        case writable
    }

    /// Why the file is not believed; `nil` where it is.
    package let danger: Danger?
    /// Whether accounts besides the owner's may read it.
    package let isReadableByOthers: Bool

    /// - Parameter user: The account that the program runs for.
    package init(kind: FileStatus.Kind, mode: UInt32, owner: UInt32, user: UInt32) {
        guard kind == .regular else {
            danger = nil
            isReadableByOthers = false
            return
        }
        danger = owner != user && owner != 0 ? .foreignOwner(owner) : mode & 0o022 != 0 ? .writable : nil
        isReadableByOthers = mode & 0o044 != 0
    }

    /// Whether every account may put another file in place of those in a folder.
    package static func isOpenToAll(folderMode mode: UInt32) -> Bool { mode & 0o002 != 0 && mode & 0o1000 == 0 }

    /// The folder in which every account may put another file in place of the one at a path, or of a link that leads to
    /// it; `nil` where there is none.
    package static func openFolder(of path: String) -> String? {
        // A link may be replaced in its own folder, and what it points at in the other.
        for place in [path, FileDraft.realPath(path)] {
            let parent = FilePath(place).removingLastComponent()
            let folder = parent.isEmpty ? "." : parent.string
            if let mode = try? FileStatus.of(folder)?.mode, isOpenToAll(folderMode: mode) { return folder }
        }
        return nil
    }
}
