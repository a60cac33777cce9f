"""What is a mail made of: header fields, parts with their bytes decoded, addresses, file names?"""
