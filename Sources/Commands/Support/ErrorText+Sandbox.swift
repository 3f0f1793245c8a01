import Localization
import Sandbox
import SystemPackage

/// What is wrong with the state file of a sandbox.
extension ErrorText {
    static func text(_ error: SandboxStateError) -> String {
        switch error {
        case .cannotBeMade(let path, let code):
            localized(
                "\(path) cannot be made: \(Message(ofSystem: code.description)); name a file in a folder of yours.")
        case .noAccess(let path):
            localized("\(path) cannot be opened for reading and writing; check its permissions and its folder's.")
        case .notAState(let path): localized("\(path) is not a state file of the sandbox; name another file.")
        case .laterVersion(let path):
            localized("\(path) was written by a later version of this program; update this one or name another file.")
        case .failed(let path, let code?):
            localized("\(path) cannot be used (SQLite error \(code)); move it away or name another file.")
        case .failed(let path, nil): localized("\(path) cannot be used; move it away or name another file.")
        }
    }
}
