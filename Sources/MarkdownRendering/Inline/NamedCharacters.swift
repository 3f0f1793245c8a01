/// The characters that HTML names, as far as texts use them.
enum NamedCharacters {
    static let all: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®",
        "trade": "™", "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
        "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›",
        "times": "×", "divide": "÷", "plusmn": "±", "minus": "−", "deg": "°", "micro": "µ", "middot": "·",
        "bull": "•", "sect": "§", "para": "¶", "dagger": "†", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢",
        "frac12": "½", "frac14": "¼", "frac34": "¾", "sup1": "¹", "sup2": "²", "sup3": "³", "larr": "←",
        "rarr": "→", "uarr": "↑", "darr": "↓", "harr": "↔", "rArr": "⇒", "lArr": "⇐", "hArr": "⇔", "infin": "∞",
        "ne": "≠", "le": "≤", "ge": "≥", "asymp": "≈", "sum": "∑", "prod": "∏", "radic": "√", "part": "∂",
        "int": "∫", "isin": "∈", "forall": "∀", "exist": "∃", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
        "epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω",
        "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
        "agrave": "à", "aacute": "á", "acirc": "â", "auml": "ä", "aring": "å", "aelig": "æ", "ccedil": "ç",
        "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "iacute": "í", "ntilde": "ñ", "oacute": "ó",
        "ocirc": "ô", "ouml": "ö", "oslash": "ø", "uacute": "ú", "uuml": "ü", "szlig": "ß", "Auml": "Ä",
        "Ouml": "Ö", "Uuml": "Ü", "check": "✓", "cross": "✗", "star": "☆", "hearts": "♥",
    ]
}
