"""How fast is it, and how much does it take: every figure beside a reference measured in the same run."""
