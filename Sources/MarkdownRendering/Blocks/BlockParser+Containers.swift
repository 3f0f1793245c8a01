import Terminal

extension BlockParser {
    mutating func open(_ container: OpenedContainer) {
        switch container {
        case .quote:
            containers.append(.quote)
            flow.open(.bar)
        case .item(let marker, let threshold, let content):
            containers.append(.item(threshold: threshold, content: content))
            flow.open(.item(marker: marker, width: DisplayWidth.of(marker)))
        }
    }

    mutating func close(downTo count: Int) {
        while containers.count > count {
            containers.removeLast()
            flow.close()
        }
    }
}
