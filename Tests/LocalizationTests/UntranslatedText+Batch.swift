extension UntranslatedText {
    /// Of batches.
    static let batch = [
        UntranslatedText(place: "Batch/Journal/ResultLine+Reading.swift", text: "nested deeper", reason: .forMachines),
        UntranslatedText(place: "Batch/Pool/PoolDescription.swift", reason: .forMachines),
        UntranslatedText(place: "Batch/Report/BatchResult.swift", text: "status %1", reason: .forMachines),
        UntranslatedText(place: "Batch/Report/ReportPage.swift", reason: .forMachines),
        UntranslatedText(place: "Batch/Report/ReportStyle.swift", reason: .forMachines),
        UntranslatedText(place: "Batch/Requests/RequestBuilder.swift", reason: .forMachines),
        UntranslatedText(place: "Batch/Shards/ShardManifest.swift", reason: .forMachines),
        UntranslatedText(
            place: "Commands/Batch/Slurm/SlurmCommand.swift", text: "pending execution", reason: .forMachines),
    ]
}
