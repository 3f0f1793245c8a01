import Files
import SystemPackage

extension RequestBuilder {
    /// How far a file is read for its first line, in bytes.
    private static let reach = 64 << 10

    /// Whether lines need a model that neither they nor the form name, as far as the first line of the first file tells.
    ///
    /// What cannot be read twice, such as a pipe, is not looked into, and may need one.
    package func needsModel(for inputs: [String]) -> Bool {
        if model != nil || standardModel != nil { return false }
        guard let path = inputs.first, (try? FileStatus.of(path))?.kind == .regular,
            let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
        else { return true }
        defer { try? descriptor.close() }
        var block = [UInt8](repeating: 0, count: Self.reach)
        guard let count = try? block.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) else { return true }
        let lines = block[..<count].split(separator: UInt8(ascii: "\n")).lazy.map { Array($0) }
        guard let text = lines.first(where: { !InputLine.isBlank($0) }) else { return true }
        let line = InputLine(file: path, stem: path, number: 1, content: .text(text))
        do {
            _ = try request(line)
            return false
        } catch { return error.isAboutModel }
    }
}

extension InputLineError {
    /// Whether the line lacks a model only.
    fileprivate var isAboutModel: Bool { if case .noModel = problem { true } else { false } }
}
