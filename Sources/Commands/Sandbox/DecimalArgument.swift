import ArgumentParser

/// A number on the command line whose default the help shows without a fraction of zero.
struct DecimalArgument: ExpressibleByArgument, Sendable {
    var number: Double

    init(_ number: Double) { self.number = number }

    init?(argument: String) {
        guard let number = Double(argument) else { return nil }
        self.number = number
    }

    var defaultValueDescription: String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
