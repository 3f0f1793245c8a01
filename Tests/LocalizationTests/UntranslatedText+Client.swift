extension UntranslatedText {
    /// Of the client, the conversations and what lies below.
    static let client = [
        UntranslatedText(place: "CloudComputeClient/CloudComputeClient.docc/", reason: .forDocumentation),
        UntranslatedText(
            place: "CloudComputeClient/Compute/Instance.swift", text: "instance %1", reason: .name),
        UntranslatedText(
            place: "CloudComputeClient/Compute/SSHPublicKey.swift", text: "private key", reason: .forMachines),
        UntranslatedText(place: "CloudComputeClient/Inference/ChatAttachment.swift", reason: .forModels),
        UntranslatedText(place: "CloudComputeClient/Transport/ChatRequests.swift", reason: .forMachines),
        UntranslatedText(place: "CloudComputeClient/Transport/Redaction.swift", reason: .forMachines),
        UntranslatedText(place: "CloudComputeClient/Transport/ServerDialect.swift", reason: .forMachines),
        UntranslatedText(place: "CloudComputeClient/Transport/Transport.swift", reason: .forMachines),
        UntranslatedText(place: "ChildProcesses/", reason: .forDevelopers),
        UntranslatedText(place: "ConversationStore/", reason: .forMachines),
        UntranslatedText(place: "Conversations/ChatMessage+Transcript.swift", reason: .forMachines),
        UntranslatedText(place: "Conversations/Summary.swift", reason: .forModels),
        UntranslatedText(place: "Conversations/Tools/StoredRounds.swift", reason: .forModels),
        UntranslatedText(place: "Conversations/Tools/ToolLoop.swift", reason: .forModels),
        UntranslatedText(place: "Conversations/Tools/ToolResult+Model.swift", reason: .forModels),
        UntranslatedText(place: "Conversations/Tools/ToolRound.swift", reason: .forModels),
        UntranslatedText(place: "Conversations/Transcript.swift", reason: .forMachines),
        UntranslatedText(place: "Instances/SSHWords.swift", reason: .forMachines),
        UntranslatedText(place: "Instances/Tunnel+Model.swift", reason: .forMachines),
        UntranslatedText(place: "Instances/Tunnel.swift", reason: .forMachines),
        UntranslatedText(place: "LineEditor/ExternalEditor.swift", reason: .forMachines),
        UntranslatedText(place: "MarkdownRendering/Highlighting/", reason: .forMachines),
        UntranslatedText(place: "ServerSentEvents/", reason: .forMachines),
    ]
}
