"""The register: its directives, their values, and the pole that they describe."""
