extension UntranslatedText {
    static let chatAndTools: [UntranslatedText] = [
        // The title of a copy, which the store writes the same way.
        UntranslatedText(
            place: "REPL/Session/ChatSession+Conversations.swift", text: "%1 (fork)", reason: .forMachines),
        UntranslatedText(place: "REPL/Shell/Notice+Text.swift", text: "cloudcompute: %1", reason: .name),
        // Results of calls, and why a call is refused.
        UntranslatedText(place: "Tools/Consent/ConsentPolicy.swift", reason: .forModels),
        UntranslatedText(place: "Tools/Local/LocalToolOutput.swift", reason: .forModels),
        UntranslatedText(place: "Tools/Local/LocalToolRun.swift", reason: .forModels),
        UntranslatedText(place: "Tools/MCP/MCPContent.swift", reason: .forModels),
        UntranslatedText(
            place: "Tools/MCP/MCPClientState+Receiving.swift", text: "Error: %1", reason: .forModels),
        UntranslatedText(
            place: "Tools/MCP/MCPClientState.swift", text: "the server does not run", reason: .forModels),
        UntranslatedText(place: "Tools/Toolbox/ToolResult+Cap.swift", reason: .forModels),
        UntranslatedText(place: "Tools/Toolbox/ToolResult+MCP.swift", reason: .forModels),
        UntranslatedText(place: "Tools/Toolbox/UserToolbox.swift", reason: .forModels),
        // Why a request is cancelled, which its server is told.
        UntranslatedText(
            place: "Tools/MCP/MCPClientState.swift", text: "the user interrupted it", reason: .forMachines),
        UntranslatedText(
            place: "Tools/MCP/MCPClientState+Ending.swift", text: "it took too long", reason: .forMachines),
        UntranslatedText(place: "Tools/MCP/MCPMessage.swift", reason: .forMachines),
        // The values of outcomes in JSON and in the store.
        UntranslatedText(place: "Tools/Definitions/ToolResult.swift", reason: .forMachines),
        // What an approval is compared by.
        UntranslatedText(place: "Tools/MCP/ServerEntry+Files.swift", reason: .forMachines),
    ]
}
