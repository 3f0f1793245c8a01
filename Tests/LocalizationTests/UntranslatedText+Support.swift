extension UntranslatedText {
    /// Of the errors, the command line and what begins before a command.
    static let support = [
        UntranslatedText(place: "Commands/Support/ExitCode.swift", reason: .forDocumentation),
        UntranslatedText(place: launchers, text: "Google Cloud Batch", reason: .name),
        UntranslatedText(place: launchers, text: "Cloud Run", reason: .name),
        UntranslatedText(place: launchers, text: "Grid Engine", reason: .name),
        // The document's name in the prompt.
        UntranslatedText(place: "Commands/AttachmentOptions.swift", text: "standard input", reason: .forModels),
        UntranslatedText(place: "Commands/CommandLineProgram.swift", text: "cloudcompute: %1", reason: .name),
    ]

    private static let launchers = "Commands/Support/ErrorText+Launchers.swift"
}
