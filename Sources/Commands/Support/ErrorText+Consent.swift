import Conversations
import Files
import Tools

/// What went wrong with tools that are allowed for good, and with a server that gets tools.
extension ErrorText {
    static func text(_ failure: ToolApprovals.Failure) -> String {
        switch failure {
        case .file(let error):
            "The tools that are allowed for good cannot be read or kept: \(error.path): \(error.reason)."
        case .notApprovals(let path):
            "\(path) does not hold tools that are allowed for good, so none of them are; move it away."
        }
    }

    func text(_ refusal: ToolsRefused) -> String {
        "\(sentence(refusal.cause) ?? "The server rejected the request.") This model or server may not take tools: "
            + "--tools none asks without them."
    }

    static func text(_ error: TooManyToolRounds) -> String {
        "The model has called tools in \(error.limit) rounds and wants more; --max-tool-rounds allows more, and -c goes on."
    }
}
