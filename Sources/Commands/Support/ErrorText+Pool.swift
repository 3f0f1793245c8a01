import Batch
import Files
import Localization

/// What keeps a run from working in a pool.
extension ErrorText {
    static func text(_ error: PoolError) -> String {
        switch error {
        case .unusableFolder(let error):
            localized("The folder \(error.path) of the pool cannot be used: \(error.reason); name a folder with -o.")
        case .foreignFolder(let folder, let entry):
            localized(
                "The folder \(folder) holds \(entry), which is not of a pool, so nothing was changed; "
                    + "name an empty or a new folder with -o.")
        case .inputNotAFile(let path):
            localized(
                "\(path == "-" ? Message("Standard input (-)") : Message(verbatim: path)) cannot be read in chunks, as a pool does it; "
                    + "write it to a file first.")
        case .otherInput(let folder, let lines, let poolLines):
            localized(
                "The pool \(folder) was made for an input of \(poolLines) lines, and this one has \(lines); "
                    + "name another folder with -o, or give the input as it was.")
        case .otherRequests(let folder):
            localized(
                "The pool \(folder) was made for other requests: lines, the model, parameters or the template differ; "
                    + "name another folder with -o, or give them as they were.")
        case .unreadableDescription(let path):
            localized("\(path) was not written by this version of the program; name another folder with -o.")
        case .unfitFileSystem(let folder, let need, let error):
            localized(
                "The file system of \(folder) cannot carry a pool, since \(text(need))"
                    + "\(error.map { Message(verbatim: " (\($0.reason))") } ?? Message(verbatim: "")); use --shard I/N, or a folder on another file system."
            )
        }
    }

    private static func text(_ need: PoolError.Need) -> Message {
        switch need {
        case .exclusiveCreation: Message("it does not let exactly one of several create a file")
        case .locks: Message("its locks do not keep others out")
        case .links: Message("it cannot give a file a second name")
        case .replacement: Message("a file cannot take the place of another")
        }
    }
}
