import Conversations
import Files
import Localization
import Settings
import Tools

/// What went wrong with tools that are allowed for good, and with a server that gets tools.
extension ErrorText {
    static func text(_ failure: ToolApprovals.Failure) -> String {
        switch failure {
        case .file(let error):
            localized("The tools that are allowed for good cannot be read or kept: \(error.path): \(error.reason).")
        case .notApprovals(let path):
            localized("\(path) does not hold tools that are allowed for good, so none of them are; move it away.")
        case .untrusted(let path, .foreignOwner(let owner)):
            localized(
                "\(path) belongs to another account (user id \(owner)), so no tool is allowed by it; move it away.")
        case .untrusted(let path, .writable):
            localized(
                "\(path) may be changed by other accounts, so no tool is allowed by it; if it says what you want, "
                    + "run `chmod go-w \(ShellWord.quoted(path))`.")
        case .replaceable(let path, let folder):
            localized(
                "\(path) lies in a folder in which every account may replace it, so no tool is allowed by it; "
                    + "run `chmod o-w \(ShellWord.quoted(folder))`.")
        case .locked(let path):
            localized(
                "What is allowed for good was not kept, since another program holds \(path); it counts for this session."
            )
        }
    }

    func text(_ refusal: ToolsRefused) -> String {
        localized(
            "\(sentence(refusal.cause) ?? localized("The server rejected the request.")) This model or server may not take tools: "
                + "--tools none asks without them.")
    }

    static func text(_ error: TooManyToolRounds) -> String {
        localized(
            "The model has called tools in \(error.limit) rounds and wants more; --max-tool-rounds allows more, and -c goes on."
        )
    }
}
