extension UntranslatedText {
    /// Of `doctor` and of commands.
    static let commands = [
        UntranslatedText(place: "Commands/Completion/CompletionPlace.swift", reason: .forDocumentation),
        UntranslatedText(place: "Commands/Completion/CompletionScript.swift", reason: .forMachines),
        UntranslatedText(place: "Commands/Completion/StoredValueReader.swift", reason: .forDocumentation),
        UntranslatedText(
            place: "Commands/Help/HelpLayout.swift", text: "(default as flag: ", reason: .forDocumentation),
        UntranslatedText(place: "Commands/Chat/KeyboardInput.swift", text: "standard input", reason: .forModels),
        UntranslatedText(place: "Commands/Ask/ComparisonOutput.swift", text: "cloudcompute: %1: %2", reason: .name),
        UntranslatedText(place: "Commands/Batch/BatchConclusion.swift", text: "cloudcompute: %1", reason: .name),
        UntranslatedText(place: "Commands/Templates/PromptTemplate+File.swift", reason: .forMachines),
        UntranslatedText(place: "Commands/Doctor/BuildFacts.swift", reason: .name),
        UntranslatedText(place: "Commands/Doctor/FileFacts.swift", reason: .forMachines),
        UntranslatedText(place: "Commands/Doctor/RouteFacts+Gathering.swift", text: "error %1", reason: .forMachines),
        UntranslatedText(place: "Commands/Doctor/StoreFacts.swift", text: "`mv %1 %2`", reason: .forMachines),
    ]
}
